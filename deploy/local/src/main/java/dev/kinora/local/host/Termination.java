package dev.kinora.local.host;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A deed for the case that the process is asked to end (Ctrl-C, SIGTERM, a closed terminal) while this is open. All deeds
 * are done before the JVM begins to shut down, the latest first; the process then ends with 128 + the signal's number. A
 * second signal ends it at once, unless the user is being asked something: then that is the answer.
 *
 * <p>A shutdown hook would be too late: ONNX Runtime frees its environment in a hook of its own, side by side with all
 * others, and a network that still runs or loads then crashes the process.
 */
public final class Termination implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
    private static final int SIGNAL_STATUS = 128;

    private static final Deque<Runnable> DEEDS = new ConcurrentLinkedDeque<>();
    private static final AtomicBoolean ASKED = new AtomicBoolean();
    private static final AtomicReference<Runnable> SECOND = new AtomicReference<>();
    private static final int KEYBOARD_STATUS = SIGNAL_STATUS + 2;
    private static volatile int asked;

    private final Runnable deed;

    public Termination(Runnable deed) {
        this.deed = deed;
        DEEDS.push(deed);
    }

    /** Begins to listen for signals; deeds may come later. */
    public static void listen() {
        SIGNALS.forEach(Termination::listenFor);
    }

    /** Whether the process was asked to end: what fails from now on fails because of that. */
    public static boolean isAsked() {
        return ASKED.get();
    }

    /** Whether it was the user's Ctrl-C that asked: who sends another signal waits for no question. */
    public static boolean isByKeyboard() {
        return asked == KEYBOARD_STATUS;
    }

    /** What a second signal does, once, instead of ending the process; null: nothing of that kind any more. */
    public static void onSecondSignal(Runnable answer) {
        SECOND.set(answer);
    }

    /** Ends the process, with this status unless it was asked to end before. */
    public static void exit(int status) {
        while (isAsked()) {
            LockSupport.park();
        }
        System.exit(status);
    }

    @Override
    public void close() {
        DEEDS.remove(deed);
    }

    /**
     * By reflection, because the compiler warns of {@code sun.misc.Signal} wherever it is named. The class is exported and
     * supported (JEP 260); nothing has replaced it.
     */
    private static void listenFor(String name) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object signal = type.getConstructor(String.class).newInstance(name);
            int number = (int) type.getMethod("getNumber").invoke(signal);
            InvocationHandler end = (proxy, method, arguments) -> {
                end(SIGNAL_STATUS + number);
                return null;
            };
            Object ours = Proxy.newProxyInstance(Termination.class.getClassLoader(), new Class<?>[] {handler}, end);
            type.getMethod("handle", type, handler).invoke(null, signal, ours);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot listen for SIG" + name, e);
        }
    }

    private static void end(int status) {
        if (!ASKED.compareAndSet(false, true)) {
            Runnable answer = SECOND.getAndSet(null);
            if (answer == null) {
                Runtime.getRuntime().halt(status);
            } else {
                answer.run();
            }
            return;
        }
        asked = status;
        try {
            while (!DEEDS.isEmpty()) {
                DEEDS.pop().run();
            }
        } finally {
            System.exit(status);
        }
    }
}

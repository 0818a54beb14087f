package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What confirming a lease asks of the loop's thread, which the test plays here. */
class RecordLeaseTest {
    private static final Duration LOCK = Duration.ofMinutes(1);
    private static final Duration THIRD = Duration.ofSeconds(20);

    private final RecordLease lease = new RecordLease(LOCK, new Bell());

    @Test
    void aYoungLeaseIsConfirmedWithoutAsking() {
        lease.confirm();

        assertFalse(lease.isRenewalDue(THIRD));
    }

    @Test
    void anOlderOneIsRenewedFirst() throws Exception {
        Thread.sleep(1100);
        CompletableFuture<Void> confirmed = CompletableFuture.runAsync(lease::confirm);

        awaitAsked();
        assertFalse(confirmed.isDone());
        lease.extend(LOCK);

        confirmed.get(TestStage.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertFalse(lease.isRenewalDue(THIRD));
    }

    @Test
    void oneThatCannotBeRenewedIsNotConfirmed() throws Exception {
        Thread.sleep(1100);
        CompletableFuture<Void> confirmed = CompletableFuture.runAsync(lease::confirm);

        awaitAsked();
        lease.end();

        Throwable problem = assertThrows(
                        java.util.concurrent.ExecutionException.class,
                        () -> confirmed.get(TestStage.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .getCause();
        assertEquals(LeaseEndedException.class, problem.getClass());
    }

    @Test
    void aJobNobodyWantsIsNotConfirmedThoughItsRecordIsHeld() {
        ItemLease item = new ItemLease(lease);
        item.confirm();

        item.cancel("cancelled: enough");

        String message = assertThrows(LeaseEndedException.class, item::confirm).getMessage();
        assertTrue(message.contains("cancelled: enough"), message);
        assertFalse(item.isHeld());
        assertTrue(lease.isHeld());
        lease.confirm();
    }

    private void awaitAsked() throws InterruptedException {
        long begin = System.nanoTime();
        while (!lease.isRenewalDue(THIRD) && System.nanoTime() - begin < TestStage.PATIENCE.toNanos()) {
            Thread.sleep(10);
        }
        assertTrue(lease.isRenewalDue(THIRD), "asked");
    }
}

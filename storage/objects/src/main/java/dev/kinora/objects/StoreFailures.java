package dev.kinora.objects;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

/** Tells the store's many errors apart and says them in the contract's words. */
final class StoreFailures {
    private static final Set<String> CREDENTIALS = Set.of(
            "AccessDenied",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "InvalidToken",
            "ExpiredToken",
            "AccountProblem");
    private static final Set<String> FULL =
            Set.of("XMinioStorageFull", "XMinioDiskFull", "InsufficientStorage", "QuotaExceeded", "EntityTooLarge");
    private static final int CONDITION_FAILED = 412;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final StoreSettings settings;

    StoreFailures(StoreSettings settings) {
        this.settings = settings;
    }

    /** Runs the call and translates what it throws. */
    <T> T translating(String key, Callable<T> call) {
        try {
            return call.call();
        } catch (FailureException alreadyClear) {
            throw alreadyClear;
        } catch (ErrorResponseException refused) {
            throw ofAnswer(key, refused);
        } catch (Exception broken) {
            throw ofConnection(broken);
        }
    }

    static boolean isConditionFailed(ErrorResponseException refused) {
        return refused.response() != null && refused.response().code() == CONDITION_FAILED;
    }

    /** A failure of this machine's own disk. */
    static FailureException local(Path file, IOException problem) {
        boolean full = saysFull(problem.toString());
        FailureKind kind = full ? FailureKind.OUT_OF_RESOURCES : FailureKind.BUG;
        String expected = full ? "free space for " + file : "a file that can be read and written";
        String message = full ? "no space left on the disk of " + file : "cannot use file " + file + ": " + problem;
        return new FailureException(new Failure(kind, file.toString(), problem.toString(), expected, message), problem);
    }

    private RuntimeException ofAnswer(String key, ErrorResponseException refused) {
        String code = String.valueOf(refused.errorResponse().code());
        int status = refused.response() == null ? 0 : refused.response().code();
        String found =
                code + " (HTTP " + status + "): " + refused.errorResponse().message();
        if (code.equals("NoSuchKey") || code.equals("NoSuchObject")) {
            return new ObjectMissingException(key, place(), refused);
        }
        if (code.equals("NoSuchBucket")) {
            return down("kinora.store.bucket", found, "a bucket that exists", refused);
        }
        if (CREDENTIALS.contains(code) || status == 401 || status == 403) {
            return down("kinora.store.access-key", found, "credentials the store accepts", refused);
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return down(
                    "kinora.store.endpoint", found, "this machine's clock within 15 minutes of the store's", refused);
        }
        if (FULL.contains(code) || status == INSUFFICIENT_STORAGE || saysFull(found)) {
            return full(found, refused);
        }
        return status >= 500 || status == 429
                ? down("kinora.store.endpoint", found, "a working S3 store", refused)
                : failure(FailureKind.BUG, key, found, "an accepted request", refused);
    }

    private FailureException ofConnection(Exception broken) {
        // An answer without S3's XML has its status in the text only.
        if (broken instanceof InvalidResponseException
                && broken.getMessage().contains("Response code: " + INSUFFICIENT_STORAGE)) {
            return full("HTTP " + INSUFFICIENT_STORAGE, broken);
        }
        return down("kinora.store.endpoint", broken.toString(), "an S3 store that answers", broken);
    }

    private FailureException full(String found, Exception cause) {
        return down("kinora.store.endpoint", found, "free space in the store", cause);
    }

    private FailureException down(String field, String found, String expected, Exception cause) {
        return failure(FailureKind.DEPENDENCY_DOWN, field, found, expected, cause);
    }

    private FailureException failure(FailureKind kind, String field, String found, String expected, Exception cause) {
        String message = "store " + place() + ": found " + found + ", expected " + expected + " (" + field + ")";
        return new FailureException(new Failure(kind, field, found, expected, message), cause);
    }

    private String place() {
        return "bucket " + settings.bucket() + " at " + settings.endpoint();
    }

    private static boolean saysFull(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("no space left")
                || lower.contains("not enough space")
                || lower.contains("quota exceeded");
    }
}

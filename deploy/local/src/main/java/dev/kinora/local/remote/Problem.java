package dev.kinora.local.remote;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureKind;

/** A refusal as RFC 9457 has it, with the members that Kinora adds; all but detail may be null. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Problem(String detail, String field, String found, String expected) {

    Failure failure(FailureKind kind) {
        return new Failure(kind, field, found, expected, detail);
    }
}

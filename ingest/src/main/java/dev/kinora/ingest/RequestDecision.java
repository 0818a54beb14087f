package dev.kinora.ingest;

import dev.kinora.contract.Failure;

/**
 * A request that is to become a job.
 *
 * @param intake decides it
 * @param request as it came
 */
record RequestDecision(Intake intake, IncomingRequest request) implements Persistence.Undecided {

    @Override
    public String name() {
        return "request at offset " + request.offset();
    }

    @Override
    public void decide() throws InterruptedException {
        intake.take(request);
    }

    @Override
    public void giveUp(Failure fault, int faults) {
        intake.giveUp(request, fault, faults);
    }
}

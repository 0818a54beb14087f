package dev.kinora.ingest;

import dev.kinora.contract.Failure;

/**
 * A request whose picture is to be fetched.
 *
 * @param fetch fetches it
 * @param intake sets it aside if that cannot be
 * @param request as it came
 */
record FetchDecision(PictureFetch fetch, Intake intake, IncomingRequest request) implements Persistence.Undecided {

    @Override
    public String name() {
        return "picture of the request at offset " + request.offset() + " of " + request.topic();
    }

    @Override
    public void decide() throws InterruptedException {
        fetch.fetch(request);
    }

    @Override
    public void giveUp(Failure fault, int faults) {
        intake.giveUp(request, fault, faults);
    }
}

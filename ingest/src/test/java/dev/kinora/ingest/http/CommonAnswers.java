package dev.kinora.ingest.http;

import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds to each operation's answers those that every request may get, before it is looked at by its method. */
public final class CommonAnswers implements OASFilter {
    private static final Map<String, String> ANSWERS = new TreeMap<>(Map.of(
            "400", "Malformed",
            "401", "Unauthorized",
            "403", "Forbidden",
            "406", "NotAcceptable",
            "408", "TooSlow",
            "413", "TooLarge",
            "414", "TooLong",
            "429", "TooMany",
            "431", "HeadersTooLarge",
            "503", "Unavailable"));

    @Override
    public Operation filterOperation(Operation operation) {
        ANSWERS.forEach((status, answer) -> operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().ref(answer)));
        return operation;
    }

    /** What refers to an answer says nothing of its own. */
    @Override
    public APIResponse filterAPIResponse(APIResponse answer) {
        if (answer.getRef() != null) {
            answer.setDescription(null);
        }
        return answer;
    }
}

package dev.kinora.engine.checkpoint;

import dev.kinora.contract.Failure;
import dev.kinora.inference.weights.DataType;
import java.util.List;
import java.util.Set;

/**
 * What was found of one network.
 *
 * @param name of its folder within the model's
 * @param files how many files hold it
 * @param tensors how many tensors its configuration asks for
 * @param parameters how many numbers they have together
 * @param types element types of those that are there
 * @param unknown names of tensors in its files that its configuration does not ask for
 * @param problems what is missing or wrong
 */
public record ComponentReport(
        String name,
        int files,
        int tensors,
        long parameters,
        Set<DataType> types,
        List<String> unknown,
        List<Failure> problems) {
    public ComponentReport {
        types = Set.copyOf(types);
        unknown = List.copyOf(unknown);
        problems = List.copyOf(problems);
    }
}

package dev.kinora.engine.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.contract.Sampling;
import dev.kinora.engine.noise.SeededNoise;
import dev.kinora.inference.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every solver keeps to, whatever its formula. */
class SolverTest {
    private static final int STEPS = 8;
    private static final float[] SIGMAS = ToyProblem.sigmas(STEPS);

    static Stream<Sampling> solvers() {
        return Stream.concat(
                Sampling.SOLVERS.stream().map(name -> new Sampling(name, STEPS, "karras", List.of(), 0)),
                Stream.of("euler", "heun").map(name -> new Sampling(name, STEPS, "karras", List.of(), 3)));
    }

    @Test
    void eachNameIsASolverOfItsOwn() {
        Set<Class<?>> kinds = new HashSet<>();
        Sampling.SOLVERS.forEach(name -> kinds.add(
                Solver.of(new Sampling(name, STEPS, "karras", List.of(), 0)).getClass()));
        assertEquals(Set.of(Solver.class.getPermittedSubclasses()), kinds);
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void asksTheNetworkWhereItSays(Sampling sampling) {
        Solver solver = Solver.of(sampling);
        for (float[] sigmas : List.of(SIGMAS, new float[] {50, 20, 3, 0.5f}, new float[] {80, 0})) {
            List<Float> said = new ArrayList<>();
            for (int step = 0; step < sigmas.length - 1; step++) {
                for (float sigma : solver.evaluations(sigmas, step)) {
                    said.add(sigma);
                }
            }
            ToyProblem problem = new ToyProblem();
            problem.solve(solver, sigmas, new SeededNoise(1));
            assertEquals(said, problem.asked);
        }
    }

    @Test
    void heunAsksTwiceButForTheLastStep() {
        assertEquals(2, new Heun(0).evaluations(SIGMAS, 0).length);
        assertEquals(1, new Heun(0).evaluations(SIGMAS, STEPS - 1).length);
        assertEquals(1, new UniPc().evaluations(SIGMAS, 0).length);
    }

    /** Every value of the state by itself, as a checkpoint would keep it. */
    @ParameterizedTest
    @MethodSource("solvers")
    void aRunTakenUpAgainEndsTheSame(Sampling sampling) {
        Solver solver = Solver.of(sampling);
        ToyProblem problem = new ToyProblem();
        float[] whole = problem.solve(solver, SIGMAS, new SeededNoise(42)).toArray();
        for (int broken = 1; broken < STEPS; broken++) {
            SeededNoise noise = new SeededNoise(42);
            SolverState state = ToyProblem.start(SIGMAS);
            while (state.step() < broken) {
                state = solver.step(state, SIGMAS, problem::denoised, noise);
            }
            SolverState kept = new SolverState(
                    state.step(),
                    copy(state.latents()),
                    state.history().stream().map(SolverTest::copy).toList());
            SeededNoise further = new SeededNoise(42, noise.position());
            assertArrayEquals(
                    whole, problem.solve(solver, kept, SIGMAS, further).toArray());
        }
    }

    /** From one level straight to 0 there is nothing but the estimate, whatever the order. */
    @ParameterizedTest
    @MethodSource("solvers")
    void aStepToZeroGivesTheEstimate(Sampling sampling) {
        float[] sigmas = {80, 0};
        List<Tensor> estimates = new ArrayList<>();
        SolverState end = Solver.of(sampling)
                .step(
                        ToyProblem.start(sigmas),
                        sigmas,
                        (x, sigma) -> {
                            estimates.add(new ToyProblem().denoised(x, sigma));
                            return estimates.get(0);
                        },
                        new SeededNoise(1));
        float tolerance = sampling.churn() > 0 ? 0.1f : 2e-5f; // the reference's churn adds c_skip of the noise
        assertArrayEquals(estimates.get(0).toArray(), end.latents().toArray(), tolerance);
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void leavesTheStateAsItWas(Sampling sampling) {
        SolverState state = ToyProblem.start(SIGMAS);
        float[] before = state.latents().toArray();
        Solver.of(sampling).step(state, SIGMAS, new ToyProblem()::denoised, new SeededNoise(1));
        assertArrayEquals(before, state.latents().toArray());
        assertEquals(0, state.step());
    }

    private static Tensor copy(Tensor tensor) {
        return Tensor.of(tensor.toArray(), tensor.shape());
    }
}

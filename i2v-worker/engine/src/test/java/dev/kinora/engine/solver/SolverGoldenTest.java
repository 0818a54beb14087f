package dev.kinora.engine.solver;

import static dev.kinora.engine.solver.ToyProblem.NO_NOISE;
import static dev.kinora.engine.solver.ToyProblem.sigmas;

import dev.kinora.engine.golden.Golden;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.noise.Noise;
import dev.kinora.engine.noise.SeededNoise;
import org.junit.jupiter.api.Test;

/**
 * The solvers of svd-spec 8.3 on the toy network there, number of steps behind each name. Those it does not list were made
 * with diffusers 0.42.1 on torch 2.15.0, float32: {@code EDMDPMSolverMultistepScheduler(sigma_min=0.002, sigma_max=700,
 * sigma_data=1, prediction_type="v_prediction", solver_order=3)} and {@code EulerDiscreteScheduler} as published with
 * {@code step(…, s_churn=…, generator=torch.Generator().manual_seed(42))}.
 */
class SolverGoldenTest {

    @Test
    void euler25() {
        golden(0.6633704, -0.7149308, 0.6412357, -0.9480597, 0.8780586, -1.321477, -0.9249504, -0.9642093, 0.7002479)
                .check(new ToyProblem().solve(new Euler(0), sigmas(25), NO_NOISE));
    }

    @Test
    void eulerWithChurn25() {
        golden(0.9003401, -1.302696, -1.201066, -0.4428566, 0.1907309, -0.2461229, 0.622155, 1.525787, 1.198983)
                .check(new ToyProblem().solve(new Euler(10), sigmas(25), new SeededNoise(42)));
    }

    /** 40 for 10 steps is more than a step may take. */
    @Test
    void eulerWithTheMostChurn10() {
        golden(0.7318229, -0.4011717, -1.578654, -0.4523089, 0.6987275, -0.07632883, -0.4322969, 0.5015763, 0.5354236)
                .check(new ToyProblem().solve(new Euler(40), sigmas(10), new SeededNoise(42)));
    }

    @Test
    void dpmSolver2M25() {
        golden(0.8415664, -0.9461848, 0.8551499, -1.178078, 1.110414, -1.64447, -1.15698, -1.243328, 0.8918452)
                .check(new ToyProblem().solve(new DpmSolver2M(), sigmas(25), NO_NOISE));
    }

    @Test
    void dpmSolver3M25() {
        golden(0.7726966, -0.8556198, 0.7703851, -1.090461, 1.021163, -1.525875, -1.068355, -1.13746, 0.8162615)
                .check(new ToyProblem().solve(new DpmSolver3M(), sigmas(25), NO_NOISE));
    }

    /** Few steps end with lower orders. */
    @Test
    void dpmSolver3M10() {
        golden(1.501739, -1.819986, 1.672106, -2.009109, 1.962251, -2.777226, -1.999782, -2.264106, 1.611049)
                .check(new ToyProblem().solve(new DpmSolver3M(), sigmas(10), NO_NOISE));
    }

    /** DDIM is the first order of DPM-Solver++. */
    @Test
    void ddim10() {
        golden(0.4836237, -0.478501, 0.42181, -0.7162865, 0.6428323, -0.9973062, -0.6907402, -0.6813481, 0.5050402)
                .check(new ToyProblem().solve(new Ddim(), sigmas(10), NO_NOISE));
    }

    @Test
    void heun10() {
        golden(1.183572, -1.393199, 1.27217, -1.614814, 1.553879, -2.239114, -1.598239, -1.769926, 1.26464)
                .check(new ToyProblem().solve(new Heun(0), sigmas(10), NO_NOISE));
    }

    @Test
    void linearMultistep25() {
        golden(0.7567036, -0.836355, 0.7534282, -1.068541, 0.9998837, -1.491579, -1.046542, -1.111115, 0.800409)
                .check(new ToyProblem().solve(new LinearMultistep(), sigmas(25), NO_NOISE));
    }

    @Test
    void linearMultistep10() {
        golden(0.551206, -0.5698313, 0.5071916, -0.8022663, 0.7312893, -1.115558, -0.7780752, -0.788078, 0.5795938)
                .check(new ToyProblem().solve(new LinearMultistep(), sigmas(10), NO_NOISE));
    }

    @Test
    void uniPc10() {
        golden(1.007760, -1.17761, 1.075375, -1.378792, 1.32277, -1.904859, -1.362999, -1.498608, 1.078436)
                .check(new ToyProblem().solve(new UniPc(), sigmas(10), NO_NOISE));
    }

    @Test
    void eulerAncestral10() {
        int[] draws = {0};
        Noise noise = shape -> SeededWeights.input("noise:anc" + draws[0]++, shape);
        golden(0.3637342, -0.03331785, 0.155379, 0.02455968, -0.1440715, -0.8786465, 0.3234171, -0.1066881, 0.203247)
                .check(new ToyProblem().solve(new EulerAncestral(), sigmas(10), noise));
    }

    private static Golden golden(double deviation, double... values) {
        return new Golden(2e-5, Double.NaN, deviation, values);
    }
}

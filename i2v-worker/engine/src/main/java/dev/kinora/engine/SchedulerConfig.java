package dev.kinora.engine;

import dev.kinora.engine.config.ConfigFile;
import dev.kinora.engine.schedule.NoiseRange;

/**
 * {@code scheduler/scheduler_config.json}: only what the SVD family uses is understood, anything else is refused rather
 * than sampled wrongly. An absent key means the reference class's default, which mostly is not SVD's.
 */
final class SchedulerConfig {
    private SchedulerConfig() {}

    static NoiseRange noiseRange(ConfigFile config) {
        require(config, "prediction_type", "epsilon", "v_prediction");
        require(config, "timestep_type", "discrete", "continuous");
        require(config, "use_karras_sigmas", "false", "true");
        require(config, "final_sigmas_type", "zero", "zero");
        double least = config.number("sigma_min");
        double most = config.number("sigma_max");
        if (!(least > 0 && least < most)) {
            throw config.refuse("sigma_min", "a number above 0 and below sigma_max " + most);
        }
        double rho = config.number("rho", NoiseRange.USUAL_RHO);
        if (!(rho > 0)) {
            throw config.refuse("rho", "a number above 0");
        }
        boolean leading = config.text("timestep_spacing", "linspace").equals("leading");
        return new NoiseRange(least, most, rho, leading);
    }

    private static void require(ConfigFile config, String key, String fallback, String expected) {
        if (!config.text(key, fallback).equals(expected)) {
            throw config.refuse(key, expected);
        }
    }
}

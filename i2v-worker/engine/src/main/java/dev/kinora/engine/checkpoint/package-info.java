/**
 * Looks at a model before it is used: whether its files hold what its configuration asks for, and what it will cost.
 *
 * <p>A model folder flows in, a report flows out: every problem found, sizes, memory, operations. No network is run, and
 * nothing is changed.
 */
package dev.kinora.engine.checkpoint;

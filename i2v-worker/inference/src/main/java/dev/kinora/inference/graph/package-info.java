/**
 * Builds a network's graph from the few layers that diffusion and vision networks are made of.
 *
 * <p>Layer calls and checked weights flow in, a {@link dev.kinora.inference.NetworkModel} flows out. Which operators
 * a layer becomes is a {@link dev.kinora.inference.graph.Lowering}'s choice; nothing here runs a network.
 */
package dev.kinora.inference.graph;

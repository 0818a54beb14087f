/**
 * A Kinora that runs elsewhere, by its REST interface.
 *
 * <p>In flow requests and files, out flow the states of jobs and what they made. It never reads a topic and holds no keys to
 * the store: every object comes by an address that the server has signed.
 */
package dev.kinora.local.remote;

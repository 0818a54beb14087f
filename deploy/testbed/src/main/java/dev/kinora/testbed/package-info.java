/**
 * What the tests of every stage share: real servers, the neighbours of the stage under test, a small job.
 *
 * <p>In flow a test's objects and messages, out flow those of the stage. No test is in here, and no program depends on it.
 */
package dev.kinora.testbed;

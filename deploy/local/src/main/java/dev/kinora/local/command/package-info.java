/**
 * The command line.
 *
 * <p>In flow the user's words, out flow one line per error, results on stdout and progress on stderr. It never decides what
 * a job may be: values are checked where the job is made, only their form is checked here.
 */
package dev.kinora.local.command;

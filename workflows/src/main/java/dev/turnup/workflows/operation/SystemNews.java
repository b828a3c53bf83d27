package dev.turnup.workflows.operation;

/**
 * A system reported by itself that the work it took is over. What came of it is asked, not
 * believed.
 *
 * @param step the step whose work it is, by its name in the plan
 */
public record SystemNews(String step) {}

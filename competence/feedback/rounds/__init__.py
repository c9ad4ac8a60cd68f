"""Feedback rounds: a time in which some people each ask, answer and receive; what they say stays theirs."""

"""The rules of learning: kinds of offers, seats and waiting lists, and what was of use afterwards."""

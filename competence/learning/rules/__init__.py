"""The rules of learning: kinds of offers, what an offer says of itself, finding one, and seats with waiting lists."""

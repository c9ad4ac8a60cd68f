"""The rules of guides: which kinds of conversation there are, whom a question is asked of, when words may change."""

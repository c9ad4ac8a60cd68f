"""What became of it: three weeks later one question to who took part, and how often an offer stuck, told of many."""

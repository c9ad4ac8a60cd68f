"""What is done with sealed answers: handed out, written, closed, wiped, published."""

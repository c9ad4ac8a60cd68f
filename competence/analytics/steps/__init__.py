"""The career model seen from above: where people stand, what draws them, who could step in; in words, of the whole."""

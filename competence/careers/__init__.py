"""The career model (karrieremodel): tracks, steps and the way to them from the mirror. A step is never a pay grade."""

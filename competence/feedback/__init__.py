"""Feedback among colleagues: asked for or given, with a name on it, and owned by the one who receives it.

What is anonymous (upward feedback to leaders, the pulse) stands in packages of its own beneath this one and shares
nothing with the named half but the words of the forms.
"""

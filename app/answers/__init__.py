"""Answers: what results come to, in a sentence, in numbers and in what is to be kept in mind.

Plain functions of results; pages, the command line and notebooks say the same.
"""

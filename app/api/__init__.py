"""ionoscope: watch an ion move through a solid electrolyte."""

if __name__ != "ionoscope":  # pragma: no cover
    raise ImportError("this folder is the package `ionoscope`: import that")

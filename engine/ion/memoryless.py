"""Names of the answers without memory that a collision is compared with."""

APPROXIMATIONS = ("time_local", "quasistatic", "homogeneous")
"""They know ever less of the full solution: its velocities too, its places only, none of the
atom's motion [SEOM Eq. 25]."""

"""How things are computed: kernels kept between processes, members side by side."""

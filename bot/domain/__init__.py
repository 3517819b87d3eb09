"""What Hydrant decides: frozen values and pure functions, with `now` as an argument."""

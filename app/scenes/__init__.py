"""Moving scenes: they play in the browser, from data that is sent once; no message goes back."""

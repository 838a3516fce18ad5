"""The SDMX REST interface 2.1 and 3.0 without a web server: an address and what is accepted in, an answer out."""

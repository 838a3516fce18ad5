"""The only readers of requests and pairs: what a viewer's own side may know."""

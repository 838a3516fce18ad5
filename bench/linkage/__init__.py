"""Parts of `bench.match`: the engines, each run in a process of its own, on the same files."""

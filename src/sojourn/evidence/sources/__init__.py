"""One module per shape of file that publishers really hand out; the loading engine finds them here by itself."""

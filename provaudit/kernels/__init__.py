"""Inner loops: one pass over the Arrow buffers of a batch. They count; they judge nothing."""

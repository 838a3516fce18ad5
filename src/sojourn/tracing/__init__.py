"""Family tracing: who seeks whom, who may be meant, and how it is verified before either learns where the other is."""

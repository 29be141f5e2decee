"""The rendered world: objects, materials and scenes as POV-Ray text. Everything is drawn from one seeded generator."""

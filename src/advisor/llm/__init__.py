"""An optional language model: asked within bounds, and never needed for an answer."""

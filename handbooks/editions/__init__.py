"""Files of handbooks: made automatically after publishing, and frozen where an editor declares an edition."""

"""How dates are written where people read them otherwise than Django writes: no leading zero, small month names."""

"""What people do in lettings, one module per noun."""

"""The sign-up at the desk: its tasks and questions, which are asked, which are answered, and what stands in the way. Pure."""

"""What any process of ours needs: settings, logs, metrics, worker processes, signals, the terminal."""

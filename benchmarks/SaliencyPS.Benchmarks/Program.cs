return SaliencyPS.Benchmarks.CommandLine.Run(args);

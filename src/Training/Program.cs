using StreamLift.Training.Commands;

return TrainingProgram.Run(args, Console.Out, Console.Error);

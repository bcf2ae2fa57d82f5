Console.WriteLine("streamlift");

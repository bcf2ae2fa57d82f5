namespace StreamLift.Poses;

/// <summary>One line of a built-in layout's table: the joint's name, the name of the joint that it hangs on (null: the root), what it is.</summary>
internal readonly record struct JointDefinition(string Name, string? Parent, Landmark Landmark);

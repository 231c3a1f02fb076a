// Deliberately broken: proves that the direction test can fail, in a signature and in a method body alike.
namespace Fleet.BrokenSample.Left
{
    internal sealed class UsesRightInItsBody
    {
        public int Answer() => Right.Thing.Value();
    }

    internal sealed class UsesRightInItsSignature
    {
        public Right.Thing? Thing { get; init; }
    }

    internal sealed class UsesRightInALambda
    {
        public Func<int> Later() => () => Right.Thing.Value();
    }

    internal static class Own
    {
        public static int Value() => 1;
    }
}

namespace Fleet.BrokenSample.Right
{
    internal sealed class Thing
    {
        public static int Value() => Left.Own.Value();
    }
}

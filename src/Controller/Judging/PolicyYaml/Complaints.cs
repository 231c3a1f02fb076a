using System.Collections.Immutable;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Collects the errors of one policy file. Bounded: a megabyte of nonsense gives a list that somebody can still read.</summary>
internal sealed class Complaints(string file)
{
    private const int Most = 200;

    private readonly List<PolicyError> _errors = [];

    public bool AreNone => _errors.Count == 0;

    /// <summary>No more are taken: looking further is wasted.</summary>
    public bool AreFull => _errors.Count > Most;

    /// <summary>For what is remembered of the policy.</summary>
    public PolicyPlace PlaceOf(PolicyNode node) => new(file, node.Line, node.Column);

    public void Add(PolicyNode at, string message) => Add(at.Line, at.Column, message);

    public void Add(long line, long column, string message)
    {
        if (AreFull)
        {
            return;
        }

        _errors.Add(
            new PolicyError(
                file,
                (int)Math.Max(1, line),
                (int)Math.Max(1, column),
                _errors.Count < Most
                    ? message
                    : $"more errors from here on; correct these {Most} first"
            )
        );
    }

    public ImmutableArray<PolicyError> InOrder() =>
        [.. _errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];
}

namespace Fleet.Lab.Tests.StrictModes;

/// <summary>ssh.paths against a running sshd: a login with the only key of each generated tree, and what the check says of it.</summary>
public sealed class StrictModesAgainstSshdTests : LabTest
{
    private const int Usual = 240;
    private const int Long = 1500;
    private const int AtOnce = 240;
    private const int Shown = 5;

    [Fact]
    public async Task A_key_that_the_check_accepts_lets_in_and_one_that_it_refuses_does_not()
    {
        var random = new Random(20260301);
        var count = Environment.GetEnvironmentVariable("FLEET_TESTS_LONG") == "1" ? Long : Usual;
        var trees = Enumerable.Range(0, count - 1).Select(_ => Tree.Draw(random));
        var key = await Lab.NewKey("trees");
        List<Compared> compared = [];
        foreach (var some in trees.Prepend(new Tree([])).Chunk(AtOnce))
        {
            compared.AddRange(await TreeHost.CompareAsync(Lab, key, some));
        }

        Report($"{compared.Count} trees, {compared.Count(c => c.LetIn)} let in");
        Assert.True(compared[0].LetIn, $"nobody gets in: {compared[0]}");
        var wrong = compared.Where(c => !c.Agree).ToList();
        Assert.True(
            wrong.Count == 0,
            $"{wrong.Count} of {compared.Count} trees; the smallest of the first:\n"
                + string.Join('\n', await SmallestAsync(key, [.. wrong.Take(Shown)]))
        );
    }

    /// <summary>Takes twists away for as long as some smaller tree is judged wrongly too.</summary>
    private async Task<IEnumerable<Compared>> SmallestAsync(SshKeyPair key, List<Compared> wrong)
    {
        for (var moved = wrong.Count > 0; moved; )
        {
            var candidates = wrong
                .SelectMany((one, at) => one.Tree.Simpler().Select(tree => (At: at, Tree: tree)))
                .ToList();
            if (candidates.Count == 0)
            {
                break;
            }

            var seen = await TreeHost.CompareAsync(Lab, key, [.. candidates.Select(c => c.Tree)]);
            var smaller = candidates.Zip(seen).Where(pair => !pair.Second.Agree).ToList();
            moved = smaller.Count > 0;
            foreach (var (candidate, result) in smaller.DistinctBy(pair => pair.First.At))
            {
                wrong[candidate.At] = result;
            }
        }

        return wrong.DistinctBy(one => one.Tree.ToString());
    }
}

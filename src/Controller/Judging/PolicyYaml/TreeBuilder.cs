namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Puts nodes into the list or mapping that is open, which is where a parser's next event belongs.</summary>
internal sealed class TreeBuilder
{
    private readonly Stack<Open> _open = new();

    /// <summary>The first node of all; null so long as there is none.</summary>
    public PolicyNode? Root { get; private set; }

    /// <summary>How many lists and mappings are open.</summary>
    public int Depth => _open.Count;

    /// <summary>Adds a node where it belongs. False: it stands where a key belongs and cannot be one; it and its value are left out.</summary>
    public bool Add(PolicyNode node)
    {
        Root ??= node;
        var fits = !_open.TryPeek(out var parent) || Put(parent, node);
        if (node is PolicyMap or PolicyList)
        {
            _open.Push(new Open(node));
        }

        return fits;
    }

    public void Close() => _ = _open.Pop();

    /// <summary>Nothing more comes, though it should.</summary>
    public void Cut()
    {
        foreach (var map in _open.Select(open => open.Node).OfType<PolicyMap>())
        {
            map.IsCut = true;
        }
    }

    private static bool Put(Open parent, PolicyNode node)
    {
        switch (parent.Node)
        {
            case PolicyList list:
                list.Items.Add(node);
                return true;
            case PolicyMap map when parent.WantsValue:
                if (parent.Key is { } key)
                {
                    map.Entries.Add(new PolicyEntry(key, node));
                }

                parent.WantsValue = false;
                return true;
            default:
                parent.Key = node as PolicyScalar;
                parent.WantsValue = true;
                return node is PolicyScalar or PolicyRefused;
        }
    }

    private sealed class Open(PolicyNode node)
    {
        public PolicyNode Node => node;

        /// <summary>Null where what stood in its place cannot be a key.</summary>
        public PolicyScalar? Key { get; set; }

        public bool WantsValue { get; set; }
    }
}

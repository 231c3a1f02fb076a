using Fleet.Checks.Host;

namespace Fleet.Checks.Tests.Host;

public sealed class FakeHostFileTests : FileRequestTests
{
    protected override IPlantedHost Plant() => new Planted();

    private sealed class Planted : IPlantedHost
    {
        private readonly FakeHost _host = new();

        public IHost Host => _host;

        public IPlantedHost File(string path, string text, int mode, uint uid, uint gid)
        {
            _host.File(path, text, mode, uid, gid);
            return this;
        }

        public IPlantedHost Directory(string path, int mode)
        {
            _host.Directory(path, mode);
            return this;
        }

        public IPlantedHost Link(string path, string target)
        {
            _host.Link(path, target);
            return this;
        }

        public IPlantedHost Fifo(string path)
        {
            _host.Fifo(path);
            return this;
        }

        public void NeedsRoot() { }
    }
}

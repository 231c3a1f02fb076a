using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Fleet.Interop.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Compression;

namespace Fleet.Interop.Tests.Contracts;

/// <summary>Everything that the official engines and generated code take from the contracts is there, with the signature they expect.</summary>
public sealed class ContractSurfaceTests
{
    private static readonly string[] Contracts = ["Grpc.Core.Api", "Grpc.Net.Common"];

    public static TheoryData<string> Engines => ["Grpc.AspNetCore.Server", "Grpc.Net.Client"];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Every_reference_that_an_engine_makes_resolves(string engine)
    {
        var assembly = Assembly.Load(engine);
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = file.GetMetadataReader();
        var tokens = reader
            .TypeReferences.Where(type => IsFromContracts(reader, type))
            .Select(type => MetadataTokens.GetToken(type))
            .Concat(
                reader
                    .MemberReferences.Where(member => IsFromContracts(reader, member))
                    .Select(member => MetadataTokens.GetToken(member))
            )
            .ToList();

        var missing = tokens
            .Select(token => Resolve(assembly.ManifestModule, token))
            .OfType<string>();

        Assert.Empty(missing);
        Assert.True(
            tokens.Count > 50,
            $"only {tokens.Count} references read: the test reads nothing"
        );
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Every_type_that_builds_on_the_contracts_loads(string engine) =>
        Assert.NotEmpty(Assembly.Load(engine).GetTypes());

    [Fact]
    public void The_contracts_bear_the_identity_that_the_engines_name()
    {
        var expected = typeof(GrpcChannel)
            .Assembly.GetReferencedAssemblies()
            .Where(name => Contracts.Contains(name.Name));
        var loaded = new[] { typeof(Status), typeof(GzipCompressionProvider) }.Select(type =>
            type.Assembly.GetName()
        );

        Assert.Equal(
            expected.Select(name => name.FullName).Order(),
            loaded.Select(name => name.FullName).Order()
        );
    }

    [Fact]
    public void A_reference_that_is_missing_is_told()
    {
        const int noSuchMember = 0x0A00FFFF;

        Assert.NotNull(Resolve(typeof(EchoRequest).Module, noSuchMember));
    }

    /// <summary>What is wrong with the reference; null when it resolves.</summary>
    private static string? Resolve(Module module, int token)
    {
        // Stands in for the type parameters in whose scope a reference may be written.
        var anything = Enumerable.Repeat(typeof(object), 16).ToArray();
        try
        {
            module.ResolveMember(token, anything, anything);
            return null;
        }
        catch (Exception error)
            when (error
                    is MissingMemberException
                        or TypeLoadException
                        or ArgumentException
                        or FileNotFoundException
            )
        {
            return $"{module.Name} {token:x8}: {error.Message}";
        }
    }

    private static bool IsFromContracts(MetadataReader reader, TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind is HandleKind.AssemblyReference
            && Contracts.Contains(
                reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)
            );
    }

    private static bool IsFromContracts(MetadataReader reader, MemberReferenceHandle handle) =>
        reader.GetMemberReference(handle).Parent switch
        {
            { Kind: HandleKind.TypeReference } type => IsFromContracts(
                reader,
                (TypeReferenceHandle)type
            ),
            { Kind: HandleKind.TypeSpecification } type => IsFromContracts(
                reader,
                (TypeSpecificationHandle)type
            ),
            _ => false,
        };

    /// <summary>Whether it is a generic type of the contracts, given its arguments (ECMA-335 II.23.2.14).</summary>
    private static bool IsFromContracts(MetadataReader reader, TypeSpecificationHandle handle)
    {
        var signature = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() is not SignatureTypeCode.GenericTypeInstance)
        {
            return false;
        }

        signature.ReadCompressedInteger(); // class or value type
        var generic = signature.ReadTypeHandle();
        return generic.Kind is HandleKind.TypeReference
            && IsFromContracts(reader, (TypeReferenceHandle)generic);
    }
}

namespace Fleet.Interop.Tests.FromPython;

/// <summary>Debian's grpcio as the client, the official C# server on the contracts as the server.</summary>
public sealed class PythonClientTests(PythonClient python) : IClassFixture<PythonClient>
{
    public static TheoryData<string> Cases =>
        [
            "unary",
            "unary_empty_message",
            "client_stream",
            "client_stream_empty",
            "server_stream",
            "server_stream_empty",
            "duplex",
            "duplex_one_at_a_time",
            "status_0_ok",
            "status_1_cancelled",
            "status_2_unknown",
            "status_3_invalid_argument",
            "status_4_deadline_exceeded",
            "status_5_not_found",
            "status_6_already_exists",
            "status_7_permission_denied",
            "status_8_resource_exhausted",
            "status_9_failed_precondition",
            "status_10_aborted",
            "status_11_out_of_range",
            "status_12_unimplemented",
            "status_13_internal",
            "status_14_unavailable",
            "status_15_data_loss",
            "status_16_unauthenticated",
            "unknown_method_is_unimplemented",
            "trailers_on_success",
            "trailers_on_error",
            "text_metadata",
            "text_metadata_repeated_key",
            "binary_metadata",
            "deadline_unary",
            "deadline_server_stream",
            "deadline_that_is_kept",
            "cancellation_unary",
            "cancellation_server_stream",
            "cancellation_duplex",
            "gzip",
            "gzip_stream",
            "deflate",
            "four_mebibytes",
            "four_mebibytes_gzip",
            "four_mebibytes_duplex",
            "message_over_the_limit_is_refused",
            "client_and_server_interceptors",
            "call_credentials",
            "mutual_tls_names_the_client",
            "tls_without_a_certificate_names_nobody",
            "peer_is_an_address",
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_python_client_gets_what_it_asks_for(string name) => await python.Run(name);

    [Fact]
    public async Task Every_case_that_the_python_client_knows_is_run() =>
        Assert.Equal(
            Cases.Select(row => row.Data).Order(),
            (await python.Run("list")).Split(' ').Order()
        );

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip_stream", "gzip")]
    [InlineData("deflate", "deflate")]
    public async Task Messages_are_compressed_on_the_wire_in_both_directions(
        string name,
        string request
    )
    {
        await python.Run(name);

        Assert.Equal(new(request, "gzip"), python.Server.Encodings.Last);
    }
}
